export const style = `
:root { color-scheme: light; --ink: #1d2530; --soft: #55606e; --line: #d5dae1; --paper: #fff; --ground: #f2f4f7; --link: #0b57a4; --bubble: #dcefe1; }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 1.0625rem/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', Arial, sans-serif; }
.width { max-width: 48rem; margin: 0 auto; padding: 0 1rem; }
header.top { background: var(--ink); color: #fff; padding: 1.25rem 0; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0; }
header.top p { margin: .25rem 0 0; color: #d9dee6; }
main { padding: 1rem 0 3rem; }
a { color: var(--link); overflow-wrap: anywhere; text-underline-offset: .15em; }
a:hover { text-decoration-thickness: .15em; }
a:focus-visible, button:focus-visible, input:focus-visible, summary:focus-visible, iframe:focus-visible { outline: 3px solid #ffbf47; outline-offset: 0; box-shadow: 0 0 0 6px var(--ink); }
.bar { display: flex; flex-wrap: wrap; gap: .75rem 1rem; align-items: end; margin: .5rem 0 1.25rem; }
.bar form { display: flex; flex-wrap: wrap; gap: .5rem; align-items: end; }
label { display: block; font-size: .9375rem; }
input { font: inherit; padding: .4rem .6rem; border: 1px solid var(--soft); border-radius: .25rem; width: 15rem; max-width: 100%; min-height: 2.75rem; }
button, .button { display: inline-flex; align-items: center; font: inherit; min-height: 2.75rem; padding: .4rem .9rem; border: 1px solid var(--soft); border-radius: .25rem; background: var(--paper); color: var(--ink); text-decoration: none; cursor: pointer; }
button:hover, .button:hover { background: #e6eaf0; }
ol.list { list-style: none; margin: 0; padding: 0; display: grid; gap: 1rem; }
article { background: var(--paper); border: 1px solid var(--line); border-radius: .5rem; padding: 1rem; min-width: 0; }
article h2 { font-size: 1.1875rem; line-height: 1.3; margin: 0 0 .5rem; overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem .75rem; margin: 0 0 .75rem; font-size: .9375rem; }
dt { color: var(--soft); }
dd { margin: 0; overflow-wrap: anywhere; min-width: 0; }
iframe { display: block; width: 100%; height: 32rem; border: 1px solid var(--line); border-radius: .25rem; background: #fff; resize: vertical; }
.text { white-space: pre-wrap; overflow-wrap: anywhere; margin: .5rem 0 0; }
.bubble { background: var(--bubble); border-radius: 1.1rem 1.1rem 1.1rem .25rem; padding: .7rem 1rem; max-width: 24rem; margin: 0; }
summary { cursor: pointer; padding: .6rem 0 0; color: var(--link); }
.files { margin: .75rem 0 0; padding-left: 1.1rem; }
.kind { display: inline-block; font-size: .8125rem; color: var(--soft); border: 1px solid var(--line); border-radius: 1rem; padding: 0 .6rem; margin-bottom: .4rem; }
.empty { background: var(--paper); border: 1px dashed var(--soft); border-radius: .5rem; padding: 1.5rem 1rem; }
nav { display: flex; gap: 1rem; margin-top: 1.25rem; }
@media (max-width: 30rem) { .bar, .bar form { align-items: stretch; } dl { grid-template-columns: 1fr; } dd { margin-bottom: .35rem; } }
`;
