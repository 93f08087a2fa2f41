// SPDX-License-Identifier: GPL-2.0 OR MIT
// Put at the end of a page, it measures what a reader would see: text that is
// clipped or covered, colours that are too faint, charts without words. The page's
// title then says what was found, for --dump-dom.
'use strict';
const faults = [];
const fault = (what, text) => faults.push(what + ': ' + text.trim().slice(0, 60));
let nr_texts = 0;

// A pixel for rounding.
const inside = (inner, outer) => inner.left >= outer.left - 1 && inner.right <= outer.right + 1 &&
	inner.top >= outer.top - 1 && inner.bottom <= outer.bottom + 1;
const overlap = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 &&
	Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;

// Text of HTML stays in its box, and boxes stay on the page.
function check_html() {
	const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);

	while (walker.nextNode()) {
		const node = walker.currentNode, box = node.parentElement.closest('td,th,li,dd,dt,p,h1,h2,h3');

		if (!node.data.trim() || !box || node.parentElement.closest('svg,script,style'))
			continue;
		const range = document.createRange();
		range.selectNodeContents(node);
		for (const rect of range.getClientRects())
			if (!inside(rect, box.getBoundingClientRect()))
				fault('clipped', node.data);
		nr_texts++;
		check_contrast(node.parentElement, 'color', 4.5, node.data);
	}
	if (document.documentElement.scrollWidth > innerWidth)
		fault('wider than the window', document.documentElement.scrollWidth + ' pixels');
}

function check_svg(svg) {
	const texts = [...svg.querySelectorAll('text')];
	const rects = texts.map(text => text.getBoundingClientRect());

	rects.forEach((rect, i) => {
		if (!inside(rect, svg.getBoundingClientRect()))
			fault('clipped in a chart', texts[i].textContent);
		for (let j = 0; j < i; j++)
			if (overlap(rect, rects[j]))
				fault('overlap', texts[i].textContent + ' and ' + texts[j].textContent);
		check_contrast(texts[i], 'fill', 4.5, texts[i].textContent);
	});
	nr_texts += texts.length;
	for (const shape of svg.querySelectorAll('.line,.mark,.more,.less,.ci'))
		check_contrast(shape, 'stroke', 3, shape.className.baseVal);
	if (!svg.closest('[aria-hidden]') && !svg.parentElement.closest('svg') &&
	    !(svg.getAttribute('role') == 'img' && svg.querySelector('title')?.textContent.trim()))
		fault('a chart without words', svg.outerHTML);
}

const rgba = colour => (colour.match(/[\d.]+/g) || []).map(Number);

function luminance(colour) {
	const linear = rgba(colour).slice(0, 3).map(c => c / 255).map(
		c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);

	return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
}

function background(element) {
	for (; element; element = element.parentElement) {
		const colour = getComputedStyle(element).backgroundColor;

		if (rgba(colour)[3] !== 0)
			return colour;
	}
	return 'rgb(255, 255, 255)';
}

// As WCAG counts it.
function check_contrast(element, property, least, text) {
	const a = luminance(getComputedStyle(element)[property]), b = luminance(background(element));
	const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);

	if (!(contrast >= least))
		fault('contrast of ' + contrast.toFixed(1), text);
}

function check_ids() {
	const ids = [...document.querySelectorAll('[id]')].map(element => element.id);

	for (const id of ids)
		if (ids.filter(other => other == id).length > 1)
			fault('an id given twice', id);
	for (const link of document.querySelectorAll('a[href^="#"]'))
		if (!ids.includes(link.getAttribute('href').slice(1)))
			fault('leads nowhere', link.textContent);
}

try {
	check_html();
	document.querySelectorAll('svg').forEach(check_svg);
	check_ids();
} catch (error) {
	fault('error', String(error));
}
document.title = `${faults.length} faults in ${nr_texts} texts; ${[...new Set(faults)].slice(0, 20).join('; ')}.`;
