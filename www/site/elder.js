/* 长者版: the choice is kept from page to page.  Runs before the first paint. */
(function () {
	"use strict";
	var root = document.documentElement, kept = null;

	function set(on) {
		if (on)
			root.setAttribute("data-mode", "elder");
		else
			root.removeAttribute("data-mode");
	}
	try {
		kept = localStorage.getItem("mode");
	} catch (e) { /* no storage: the choice holds for this page */ }
	set(kept === "elder");
	document.addEventListener("DOMContentLoaded", function () {
		var box = document.getElementById("elder");

		if (!box)
			return;
		box.checked = kept === "elder";
		box.addEventListener("change", function () {
			set(box.checked);
			try {
				localStorage.setItem("mode", box.checked ? "elder" : "");
			} catch (e) { /* as above */ }
		});
	});
})();
