import { useServices } from '../../ui/use-services';
import { factsOf } from './describe-details';

/** Tells the facts of an act, services by their names. */
export function useFacts() {
  const { nameOf } = useServices();
  return (details: Record<string, unknown>) => factsOf(details, nameOf);
}
