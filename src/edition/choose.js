{
  // Puts the reader's edition first, and speaks its language.
  const editions = [...document.querySelectorAll(".list > li")];
  const key = (tag) => {
    try {
      const { language, script } = new Intl.Locale(tag).maximize();
      return `${language}-${script}`;
    } catch {
      return tag;
    }
  };
  const found = (tag) =>
    editions.find((one) => one.lang.toLowerCase() === tag.toLowerCase()) ?? editions.find((one) => key(one.lang) === key(tag));
  const own = navigator.languages.map(found).find((one) => one);
  if (own) {
    own.parentElement.prepend(own);
    const { lang, dir, dataset } = own;
    Object.assign(document.documentElement, { lang, dir });
    const heading = document.querySelector("h1");
    for (const name of ["lang", "dir"]) heading.removeAttribute(name);
    document.title = heading.textContent = dataset.heading;
  }
}
