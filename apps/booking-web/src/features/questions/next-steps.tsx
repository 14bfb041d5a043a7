import { doseOf, LAST_DOSE, type Service } from '@fairslot/contract';
import { isLocalDate } from '@fairslot/domain';
import { ButtonLink } from '@fairslot/ui';
import { useLoaderData } from 'react-router';
import { askRules, openJourney } from '../../ui/journey';
import { afterStep, detourFrom, NEXT_STEPS, pathOf } from '../../ui/journey-order';
import { Page } from '../../ui/page';
import { useSite } from '../../ui/site-context';
import { seeOther, type PageArgs } from '../../ui/visit';
import { WhatChanged } from '../../ui/what-changed';

/** Outcomes of the rules, today or on the day of a chosen time (`on`), that turn the journey. A page with ways on, never a red error. */
async function loader({ context: visit, request }: PageArgs) {
  const { draft, progress, service, eligibility: today } = await openJourney(visit, true);
  const on = new URL(request.url).searchParams.get('on');
  const eligibility = on && isLocalDate(on) ? await askRules(visit, draft, on) : today;
  const outcome = on ? eligibility?.outcome : progress.outcome;
  if (!service || !eligibility || !outcome || outcome === 'eligible') {
    const detour = detourFrom('about-you', progress) ?? NEXT_STEPS;
    throw seeOther(detour === NEXT_STEPS ? afterStep('about-you', progress) : detour);
  }
  return {
    outcome,
    service: service.shortName,
    whoFor: service.whoFor,
    whatChanged: service.whatChanged,
    mayPay: outcome === 'not_eligible' && service.kind === 'vaccine',
    earliest: eligibility.earliestDate,
    reasons: eligibility.reasons.map(({ code }) => code),
    // The place is known once a time was chosen near it.
    timesFrom:
      draft.where && eligibility.earliestDate ? `${pathOf('times')}?from=${eligibility.earliestDate}` : pathOf('where'),
    weeksBetween: weeksBefore(service, doseOf(draft)),
    isTooSoon: outcome === 'not_yet' && eligibility.reasons.some(({ code }) => code === 'interval'),
    saidLastDose: draft.answers?.[LAST_DOSE] !== undefined,
    asked: progress.questions.length > 0,
  };
}

/** Between this dose and the one before; undefined where they are not whole weeks. */
function weeksBefore({ doses }: Service, dose: number): number | undefined {
  const days = doses.find((one) => one.dose === dose)?.afterDays ?? 0;
  return dose > 1 && days >= 7 && days % 7 === 0 ? days / 7 : undefined;
}

function Component() {
  const { texts, when, site } = useSite();
  const { outcome, service, whoFor, whatChanged, mayPay, earliest, reasons, ...page } = useLoaderData<typeof loader>();
  const { timesFrom, weeksBetween, isTooSoon, saidLastDose, asked } = page;
  const words = texts.nextSteps;
  const { title, text } = isTooSoon ? words.too_soon : words[outcome];
  const earliestWords = earliest ? when.longDate(earliest) : undefined;
  const why = [...new Set(reasons.map((code) => words.reasons[code] ?? '').filter(Boolean))];
  return (
    <Page title={title} back={asked ? '/book/about-you' : '/book/date-of-birth'}>
      <h1>{title}</h1>
      <p className="nhsuk-body-l">
        {isTooSoon && weeksBetween ? `${words.too_soon.between(weeksBetween)} ` : null}
        {text(service, earliestWords)}
      </p>
      {outcome === 'not_eligible' || outcome === 'not_yet' ? (
        <>
          <p>{words.whoFor(whoFor)}</p>
          <WhatChanged words={whatChanged} />
        </>
      ) : null}
      {why.length > 0 ? (
        <>
          <h2 className="nhsuk-heading-s">{words.reasonsHeading}</h2>
          <ul className="nhsuk-list nhsuk-list--bullet">
            {why.map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        </>
      ) : null}
      {mayPay ? (
        <p>
          {words.pay} {site.paidUrl ? <a href={site.paidUrl}>{words.payWhere}</a> : null}
        </p>
      ) : null}
      {outcome === 'not_yet' && earliestWords ? (
        <ButtonLink href={timesFrom}>{words.seeTimes(earliestWords)}</ButtonLink>
      ) : null}
      {outcome === 'not_yet' ? (
        <p>
          <a href="/book/tell-me">{texts.tellMe.link}</a>
        </p>
      ) : null}
      <h2 className="nhsuk-heading-s">{words.wrongHeading}</h2>
      <p>
        {words.wrong(site.helpPhone)} {words.askPractice}
      </p>
      <ul className="nhsuk-list">
        <li>
          <a href="/book/date-of-birth">{words.changeDateOfBirth}</a>
        </li>
        {asked ? (
          <li>
            <a href="/book/about-you">{words.changeAnswers}</a>
          </li>
        ) : null}
        {saidLastDose ? (
          <li>
            <a href="/book/last-dose">{words.changeLastDose}</a>
          </li>
        ) : null}
        <li>
          <a href="/book/what">{words.bookElse}</a>
        </li>
        <li>
          <a href="/book/which">{words.which}</a>
        </li>
      </ul>
    </Page>
  );
}

export const nextStepsPage = { loader, Component };
