// On a busy machine a page, whose modules are loaded for the first time, may take longer to appear than the second
// that the library waits by itself.
require('@testing-library/react').configure({ asyncUtilTimeout: 15_000 });
