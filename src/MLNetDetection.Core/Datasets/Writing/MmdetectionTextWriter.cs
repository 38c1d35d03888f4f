using MLNetDetection.Core.Annotations;

namespace MLNetDetection.Core.Datasets.Writing;

/// <summary>mmdetection's text form, PART.txt.</summary>
internal sealed class MmdetectionTextWriter : AnnotationWriter
{
    public override AnnotationFormat Format => AnnotationFormat.MmdetectionText;

    public override FormatTraits Traits { get; } = new(Fractions: true, Difficult: false, Crowd: false, Area: false, Negatives: true, Size: true);

    public override void Write(WritingContext context)
    {
        foreach (IGrouping<string, WrittenImage> part in context.Parts)
        {
            using StreamWriter text = context.Text(WritingContext.PartFile(part.Key, "annotations", ".txt"));
            foreach (WrittenImage image in part)
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

        context.ClassFile();
    }
}
