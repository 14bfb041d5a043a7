import { chromium } from '@playwright/test'; import fs from 'node:fs';
const [out, suffix, col, ...names] = process.argv.slice(2);
const b = await chromium.launch({ executablePath:'/usr/bin/chromium', args:['--no-sandbox']});
const p = await b.newPage({ viewport:{width:1500,height:900}});
await p.setContent(`<body style="margin:4px;display:flex;gap:6px;align-items:flex-start;flex-wrap:wrap;background:#789">${names.map(n=>`<img style="width:${col}px" src="data:image/png;base64,${fs.readFileSync(`test-results/screens/${n}-${suffix}.png`).toString('base64')}">`).join('')}`);
await p.waitForTimeout(300); await p.screenshot({path:out, fullPage:true}); await b.close();
