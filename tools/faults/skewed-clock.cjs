// Loaded before the program: this machine's clock goes wrong. SKEW_MS moves it; "frozen" stops it.
const { SKEW_MS: skew } = process.env;
const real = Date.now;
const stopped = real();
Date.now = skew === 'frozen' ? () => stopped : () => real() + Number(skew);
