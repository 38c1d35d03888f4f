namespace MLNetDetection.Core.Reports.Drawing;

/// <summary>A mark on a letter.</summary>
/// <param name="Strokes">As <see cref="StrokeGlyphs"/> writes them.</param>
/// <param name="Below">True where it hangs from the baseline.</param>
internal sealed record StrokeMark(string Strokes, bool Below = false);
