// On a busy machine a page may take longer to appear than the second that the library waits by itself.
require('@testing-library/react').configure({ asyncUtilTimeout: 5_000 });
