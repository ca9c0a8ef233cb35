/** The package brings no types; this is the part that the test of annotations uses. */
declare module 'jsonld' {
  export interface Term {
    readonly termType: 'NamedNode' | 'BlankNode' | 'Literal' | 'DefaultGraph';
    readonly value: string;
    readonly datatype?: Term;
  }
  export interface Quad {
    readonly subject: Term;
    readonly predicate: Term;
    readonly object: Term;
  }
  export interface Options {
    /** Throws where something would be dropped silently, such as a term that the context does not have. */
    readonly safe: boolean;
    readonly documentLoader: (url: string) => Promise<{ readonly documentUrl: string; readonly document: object }>;
  }
  const jsonld: { toRDF(document: object, options: Options): Promise<Quad[]> };
  export default jsonld;
}
