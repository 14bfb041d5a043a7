import type { JourneyDraft } from '@fairslot/contract';
import { CheckboxesField, RadiosField, TextField } from '@fairslot/ui';
import { useActionData, useLoaderData } from 'react-router';
import { backOr } from '../../ui/back';
import { faultOf, refuse } from '../../ui/faults';
import { Form } from '../../ui/form';
import { readHeldTime } from '../../ui/held-time';
import { keepHold } from '../../ui/hold';
import { HoldStrip } from '../../ui/hold-strip';
import { requireStep, saveDraft, weigh } from '../../ui/journey';
import { afterStep, backFrom } from '../../ui/journey-order';
import { Page } from '../../ui/page';
import { PostForm } from '../../ui/post-form';
import { useSite } from '../../ui/site-context';
import { seeOther, type PageArgs } from '../../ui/visit';
import { contactOf, faultsIn, type TypedContact } from './read-contact';

/** A draft's contact as the form shows it. */
function typedFrom(contact: JourneyDraft['contact']): TypedContact {
  const { mobile = '', email = '', landline = '', none } = contact ?? {};
  const by = [mobile && 'text', email && 'email', (none || landline) && 'none'].filter((way) => way !== '' && way);
  return { by: by as string[], mobile, email, landline };
}

async function loader({ context: visit, request }: PageArgs) {
  const { draft, progress } = await requireStep(visit, 'contact');
  return {
    held: await readHeldTime(visit, draft),
    typed: typedFrom(draft.contact),
    language: draft.language ?? visit.messageLanguage,
    languages: visit.messageLanguages,
    back: backOr(request, backFrom('contact', progress)),
  };
}

async function action({ context: visit, request }: PageArgs) {
  const { id } = await requireStep(visit, 'contact');
  const form = await Form.of(request);
  const typed: TypedContact = {
    by: form.all('by'),
    mobile: form.text('mobile'),
    email: form.text('email'),
    landline: form.text('landline'),
  };
  const faults = faultsIn(typed, visit.texts.contact);
  if (faults.length > 0) return refuse(faults, typed);
  const language = visit.messageLanguages.find(({ code }) => code === form.text('language'))?.code;
  const saved = await saveDraft(visit, id, { contact: contactOf(typed), ...(language && { language }) });
  return seeOther(afterStep('contact', (await weigh(visit, await keepHold(visit, saved))).progress));
}

function Component() {
  const { texts } = useSite();
  const words = texts.contact;
  const page = useLoaderData<typeof loader>();
  const refusal = useActionData<typeof action>();
  const typed = refusal?.typed ?? page.typed;
  const error = (field: string) => faultOf(refusal, field);
  return (
    <Page title={words.title} back={page.back} faults={refusal?.faults}>
      <HoldStrip held={page.held} />
      <PostForm>
        <CheckboxesField
          name="by"
          label={words.title}
          isPageHeading
          hint={words.hint}
          error={error('by')}
          chosen={typed.by}
          choices={[
            {
              value: 'text',
              label: words.text,
              reveal: (
                <TextField
                  id="mobile"
                  name="mobile"
                  label={words.mobileLabel}
                  error={error('mobile')}
                  defaultValue={typed.mobile}
                  room={20}
                  type="tel"
                  autoComplete="tel"
                />
              ),
            },
            {
              value: 'email',
              label: words.email,
              reveal: (
                <TextField
                  id="email"
                  name="email"
                  label={words.emailLabel}
                  error={error('email')}
                  defaultValue={typed.email}
                  type="email"
                  autoComplete="email"
                  spellCheck={false}
                />
              ),
            },
            {
              value: 'none',
              label: words.none,
              divider: texts.frame.or,
              reveal: (
                <TextField
                  id="landline"
                  name="landline"
                  label={words.landlineLabel}
                  hint={words.landlineHint}
                  error={error('landline')}
                  defaultValue={typed.landline}
                  room={20}
                  type="tel"
                  autoComplete="off"
                />
              ),
            },
          ]}
        />
        {page.languages.length > 1 ? (
          <RadiosField
            name="language"
            label={words.messages}
            isSmall
            chosen={page.language}
            choices={page.languages.map(({ code, lang, name }) => ({
              value: code,
              label: <span lang={lang}>{name}</span>,
            }))}
          />
        ) : null}
      </PostForm>
    </Page>
  );
}

export const contactPage = { loader, action, Component };
