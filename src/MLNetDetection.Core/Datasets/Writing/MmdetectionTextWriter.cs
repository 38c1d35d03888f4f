using MLNetDetection.Core.Annotations;

namespace MLNetDetection.Core.Datasets.Writing;

/// <summary>mmdetection's text form, PART.txt.</summary>
internal sealed class MmdetectionTextWriter : PartTextWriter
{
    public override AnnotationFormat Format => AnnotationFormat.MmdetectionText;

    public override FormatTraits Traits { get; } = new(Fractions: true, Difficult: false, Crowd: false, Area: false, Negatives: true, Size: true);

    protected override string Extension => ".txt";

    protected override void WriteImage(WritingContext context, StreamWriter text, WrittenImage image)
    {
        text.WriteLine("#");
        text.WriteLine("images/" + image.Name);
        text.WriteLine(FormattableString.Invariant($"{image.Size.Width} {image.Size.Height}"));
        text.WriteLine(FormattableString.Invariant($"{image.Source.Objects.Count}"));
        foreach (AnnotatedObject item in image.Source.Objects)
        {
            text.WriteLine(FormattableString.Invariant($"{item.Box.X1:R} {item.Box.Y1:R} {item.Box.X2:R} {item.Box.Y2:R} {item.ClassId}"));
        }
    }
}
