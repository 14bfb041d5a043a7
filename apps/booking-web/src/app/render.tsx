import { renderToString } from 'react-dom/server';
import {
  createStaticHandler,
  createStaticRouter,
  matchRoutes,
  StaticRouterProvider,
  type RouteObject,
} from 'react-router';
import { SiteProvider, type SiteView } from '../ui/site-context';
import type { RoutesFor } from '../routes/routes';
import type { Visit } from '../ui/visit';
import type { Assets } from './assets';
import type { Language } from '@fairslot/texts';
import { Document } from './document';
import { inLanguage, linksInLanguage } from './languages';
import { statusOf } from './status';

type Handler = ReturnType<typeof createStaticHandler>;

export interface Rendered {
  status: number;
  html: string;
  /** What went wrong, for the log; a page was made all the same. */
  fault?: unknown;
}

export interface Redirected {
  status: number;
  location: string;
}

/** What is not a page: a calendar file, an answer to the page's own script. */
export interface Answered {
  response: Response;
}

/** Runs a route that answers a whole response of its own; undefined for a page, and for a fault, which is told by one. */
async function answerFile(
  routes: RouteObject[],
  handler: Handler,
  request: Request,
  visit: Visit,
): Promise<Response | undefined> {
  const route = matchRoutes(routes, new URL(request.url).pathname)?.at(-1)?.route;
  if (!route?.handle) return undefined;
  try {
    const answer: unknown = await handler.queryRoute(request, { requestContext: visit });
    return answer instanceof Response ? answer : undefined;
  } catch (thrown) {
    if (thrown instanceof Response && thrown.headers.has('location')) return thrown;
    return undefined;
  }
}

/** Runs loader or action of the page at an address and makes its HTML: React Router's data mode, by hand, without hydration. */
export function createRenderer(routesFor: RoutesFor, assets: Assets) {
  const handlers = new Map<RouteObject[], Handler>();
  const handlerOf = (routes: RouteObject[]): Handler => {
    const handler = handlers.get(routes) ?? createStaticHandler(routes);
    handlers.set(routes, handler);
    return handler;
  };
  return async (
    request: Request,
    visit: Visit,
    view: SiteView,
    { nonce, language, isArrival }: { nonce: string; language: Language; isArrival: boolean },
  ): Promise<Rendered | Redirected | Answered> => {
    const redirected = (response: Response): Redirected => ({
      status: response.status,
      location: inLanguage(response.headers.get('location') ?? '/', language),
    });
    const routes = routesFor(new URL(request.url).pathname);
    const handler = handlerOf(routes);
    const file = await answerFile(routes, handler, request, visit);
    if (file) return file.headers.has('location') ? redirected(file) : { response: file };
    const context = await handler.query(request, { requestContext: visit });
    if (context instanceof Response) return redirected(context);
    const [fault] = Object.values(context.errors ?? {}) as unknown[];
    const router = createStaticRouter(handler.dataRoutes, context);
    const html = renderToString(
      <Document language={language} assets={assets} nonce={nonce} isArrival={isArrival}>
        <SiteProvider value={view}>
          <StaticRouterProvider router={router} context={context} hydrate={false} />
        </SiteProvider>
      </Document>,
    );
    const status = fault === undefined ? context.statusCode : statusOf(fault);
    return { status, html: `<!DOCTYPE html>${linksInLanguage(html, language)}`, ...(fault !== undefined && { fault }) };
  };
}
