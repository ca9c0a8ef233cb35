/** Pairs of two kinds of things that belong together beyond doubt. */

export interface Matching<A, B, C> {
  readonly pairs: readonly (readonly [A, B, C])[];
  /** What has a claim to several and to none clearly, with those. */
  readonly tied: readonly (readonly [A, readonly B[]])[];
}

/**
 * Pairs each `a` with the `b` to which it has the best claim, if no other `a` has one as good; repeated until nothing more is certain.
 * The order of the lists decides nothing.
 * @param claim What speaks for the two; undefined where nothing does.
 * @param isAhead Whether a claim is beyond doubt better than another. Where neither is, it is a tie.
 */
export function matchUniquely<A, B, C>(
  as: readonly A[],
  bs: readonly B[],
  claim: (a: A, b: B) => C | undefined,
  isAhead: (one: C, other: C) => boolean,
): Matching<A, B, C> {
  let open: { readonly a: A; readonly b: B; readonly value: C }[] = [];
  for (const a of as) {
    for (const b of bs) {
      const value = claim(a, b);
      if (value !== undefined) open.push({ a, b, value });
    }
  }
  const pairs: (readonly [A, B, C])[] = [];
  for (;;) {
    const ofA = Map.groupBy(open, ({ a }) => a);
    const ofB = Map.groupBy(open, ({ b }) => b);
    const certain = open.filter((one) =>
      [...(ofA.get(one.a) ?? []), ...(ofB.get(one.b) ?? [])].every((other) => other === one || isAhead(one.value, other.value)),
    );
    if (certain.length === 0) break;
    pairs.push(...certain.map(({ a, b, value }) => [a, b, value] as const));
    const settledA = new Set(certain.map(({ a }) => a));
    const settledB = new Set(certain.map(({ b }) => b));
    open = open.filter(({ a, b }) => !settledA.has(a) && !settledB.has(b));
  }
  const tied = [...Map.groupBy(open, ({ a }) => a)].map(([a, own]) => [a, own.map(({ b }) => b)] as const);
  return { pairs, tied };
}
