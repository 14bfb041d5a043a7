import { renderToString } from 'react-dom/server';
import { createStaticHandler, createStaticRouter, StaticRouterProvider, type RouteObject } from 'react-router';
import { SiteProvider, type SiteView } from '../ui/site-context';
import type { Visit } from '../ui/visit';
import type { Assets } from './assets';
import { Document } from './document';
import { statusOf } from './status';

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

/** Runs loader or action of the page at an address and makes its HTML: React Router's data mode, by hand, without hydration. */
export function createRenderer(routes: RouteObject[], assets: Assets) {
  const handler = createStaticHandler(routes);
  return async (request: Request, visit: Visit, view: SiteView, nonce: string): Promise<Rendered | Redirected> => {
    const context = await handler.query(request, { requestContext: visit });
    if (context instanceof Response)
      return { status: context.status, location: context.headers.get('location') ?? '/' };
    const [fault] = Object.values(context.errors ?? {}) as unknown[];
    const router = createStaticRouter(handler.dataRoutes, context);
    const html = renderToString(
      <Document language={visit.language} assets={assets} nonce={nonce}>
        <SiteProvider value={view}>
          <StaticRouterProvider router={router} context={context} hydrate={false} />
        </SiteProvider>
      </Document>,
    );
    const status = fault === undefined ? context.statusCode : statusOf(fault);
    return { status, html: `<!DOCTYPE html>${html}`, ...(fault !== undefined && { fault }) };
  };
}
