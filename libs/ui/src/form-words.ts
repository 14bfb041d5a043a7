import { createContext, useContext } from 'react';

/** Words that every field needs, in the language of the page. */
export interface FormWords {
  /** Heard by a screen reader before an error: "Error". */
  errorPrefix: string;
}

const FormWordsContext = createContext<FormWords>({ errorPrefix: 'Error' });
export const FormWordsProvider = FormWordsContext.Provider;
export const useFormWords = (): FormWords => useContext(FormWordsContext);
