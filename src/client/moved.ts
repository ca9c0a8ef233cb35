/** Leads on from a former address of an article, with the fragment and the words that a link carries: no other way keeps them. */
export function leadOn(): void {
  const link = document.querySelector<HTMLAnchorElement>('#moved-to');
  if (link) location.replace(`${link.href}${location.search}${location.hash}`);
}
