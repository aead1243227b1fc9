(function () {
  "use strict";
  var form = document.getElementById("filter");
  if (!form) { return; }
  var box = document.getElementById("words");
  var count = document.getElementById("count");
  var boxes = Array.prototype.slice.call(form.querySelectorAll("input[name=standing]"));
  var records = null;
  var codes = Object.create(null);

  // Marks over letters are left out, so that words typed without them are found too.
  function fold(text) {
    return text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/\u0111/g, "d").replace(/\s+/g, " ");
  }

  function read() {
    return Array.prototype.map.call(document.querySelectorAll("article.record"), function (record) {
      var head = fold(record.querySelector(".of").textContent);
      var findings = Array.prototype.map.call(record.querySelectorAll(".finding"), function (finding) {
        var code = fold(finding.querySelector(".code").textContent);
        codes[code] = true;
        return {
          element: finding, standing: finding.dataset.standing, code: code, text: head + " " + fold(finding.textContent)
        };
      });
      return { element: record, findings: findings };
    });
  }

  // The code of one rule may begin with that of another: a whole code stands for its own rule.
  function has(finding, word) {
    return codes[word] ? finding.code === word : finding.text.indexOf(word) >= 0;
  }

  function apply() {
    records = records || read();
    var words = fold(box.value).split(" ").filter(Boolean);
    var wanted = {};
    boxes.forEach(function (one) { wanted[one.value] = one.checked; });
    var shown = 0;
    records.forEach(function (record) {
      var left = 0;
      record.findings.forEach(function (finding) {
        var isShown = wanted[finding.standing] && words.every(function (word) { return has(finding, word); });
        finding.element.hidden = !isShown;
        left += isShown ? 1 : 0;
      });
      record.element.hidden = left === 0;
      shown += left;
    });
    count.textContent = count.dataset.words.replace("{}", shown.toLocaleString(document.documentElement.lang));
  }

  // An address that ends in #q=words opens the page with that filter, at what it leaves.
  function fromAddress() {
    if (location.hash.indexOf("#q=") === 0) {
      try { box.value = decodeURIComponent(location.hash.slice(3)); } catch (error) { return; }
      apply();
      form.scrollIntoView();
    }
  }

  var waiting = 0;
  form.hidden = false;
  form.addEventListener("submit", function (event) { event.preventDefault(); apply(); });
  box.addEventListener("input", function () { clearTimeout(waiting); waiting = setTimeout(apply, 150); });
  boxes.forEach(function (one) { one.addEventListener("change", apply); });
  Array.prototype.forEach.call(document.querySelectorAll("button.pick"), function (button) {
    button.hidden = false;
    button.addEventListener("click", function () {
      box.value = button.dataset.words;
      apply();
      form.scrollIntoView();
      box.focus();
    });
  });
  window.addEventListener("hashchange", fromAddress);
  fromAddress();
})();
