using MLNetDetection.Core.Annotations;

namespace MLNetDetection.Core.Datasets.Writing;

/// <summary>Lines of path and boxes, PART.txt.</summary>
internal sealed class BoxLineWriter : PartTextWriter
{
    public override AnnotationFormat Format => AnnotationFormat.BoxLines;

    public override FormatTraits Traits { get; } = new(Fractions: true, Difficult: false, Crowd: false, Area: false, Negatives: true, Size: false);

    protected override string Extension => ".txt";

    protected override void WriteImage(WritingContext context, StreamWriter text, WrittenImage image)
    {
        text.Write("images/" + image.Name);
        foreach (AnnotatedObject item in image.Source.Objects)
        {
            text.Write(FormattableString.Invariant($" {item.Box.X1:R},{item.Box.Y1:R},{item.Box.X2:R},{item.Box.Y2:R},{item.ClassId}"));
        }

        text.WriteLine();
    }
}
