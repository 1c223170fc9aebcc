// How search ranks what it finds: as ever, but what developers argued comes after what everybody reads.
var Scorer = {
  score: ([page, , , , points]) => (/^(decisions\/|architecture$|contributing$|performance$|changelog$)/.test(page) ? points - 100 : points),
  title: 15,
  partialTitle: 7,
  term: 5,
  partialTerm: 2,
  objNameMatch: 11,
  objPartialMatch: 6,
  objPrio: {},
  objPrioDefault: 0,
};
