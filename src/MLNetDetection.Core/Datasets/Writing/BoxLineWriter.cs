using MLNetDetection.Core.Annotations;

namespace MLNetDetection.Core.Datasets.Writing;

/// <summary>Lines of path and boxes, PART.txt.</summary>
internal sealed class BoxLineWriter : AnnotationWriter
{
    public override AnnotationFormat Format => AnnotationFormat.BoxLines;

    public override FormatTraits Traits { get; } = new(Fractions: true, Difficult: false, Crowd: false, Area: false, Negatives: true, Size: false);

    public override void Write(WritingContext context)
    {
        foreach (IGrouping<string, WrittenImage> part in context.Parts)
        {
            using StreamWriter text = context.Text(WritingContext.PartFile(part.Key, "annotations", ".txt"));
            foreach (WrittenImage image in part)
            {
                text.Write("images/" + image.Name);
                foreach (AnnotatedObject item in image.Source.Objects)
                {
                    text.Write(FormattableString.Invariant($" {item.Box.X1:R},{item.Box.Y1:R},{item.Box.X2:R},{item.Box.Y2:R},{item.ClassId}"));
                }

                text.WriteLine();
            }
        }

        context.ClassFile();
    }
}
