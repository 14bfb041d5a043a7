const { nginxFaults } = require('./nginx-rules.mjs') as { nginxFaults: (source: string) => string[] };

const server = (lines: string) => `server {
  location = /healthz {
    access_log off;
  }
  location /api/ {
    ${lines}
    proxy_pass http://${'${API_UPSTREAM}'};
    proxy_http_version 1.1;
  }
  location /assets/ {
    access_log off;
  }
}`;

test('a proxy that keeps no addresses of the API has no fault', () => {
  expect(
    nginxFaults(
      server(`access_log off;
    error_log stderr emerg;`),
    ),
  ).toEqual([]);
});

test.each([
  '',
  'access_log off;',
  'error_log stderr emerg;',
  '# access_log off;\nerror_log stderr emerg;',
  'access_log /dev/stdout;\nerror_log stderr emerg;',
  'access_log off;\nerror_log stderr warn;',
])('"%s" lets names and numbers into the log', (line) => {
  expect(nginxFaults(server(line))).toEqual(['logs addresses under /api/']);
});

test('a proxy without the API is named, because then its rule holds nowhere', () => {
  expect(nginxFaults('server { }')).toEqual(['has no location /api/']);
});
