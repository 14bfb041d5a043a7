import { InsetText } from '@fairslot/ui';
import { PostForm } from '../../ui/post-form';
import { useSite } from '../../ui/site-context';

/** Why these are other times: there is no free one beside that of the appointment. */
export function MoreTimeNotBeside() {
  const { texts, site } = useSite();
  const words = texts.moveTimes.moreTime;
  return (
    <InsetText>
      <p>{words.none}</p>
      <p>{words.call(site.helpPhone)}</p>
      <PostForm action="/appointment/times" submit={words.stop} variant="secondary" />
    </InsetText>
  );
}
