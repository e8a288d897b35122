/* Lists are written once: a deadline that has passed since then is said so. */
(function () {
	"use strict";
	var all = document.querySelectorAll("time.due[datetime]"), i, rest;

	for (i = 0; i < all.length; i++) {
		rest = all[i].nextSibling;
		if (!rest || rest.data !== " 截止" ||
		    !(Date.parse(all[i].getAttribute("datetime")) < Date.now()))
			continue;
		all[i].className = "nw";
		rest.data = " 已截止";
	}
})();
