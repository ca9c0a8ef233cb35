/** The package brings no types; these are the parts that the second opinion uses. */
declare module 'edtf' {
  interface Extended {
    readonly type: string;
    /** Milliseconds since 1970, or an infinity where the interval is open; null where its end is unknown. */
    readonly min: number | null;
    readonly max: number | null;
  }
  export default function edtf(text: string, options?: { readonly level?: number }): Extended;
}
