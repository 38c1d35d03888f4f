using MLNetDetection.Core.Annotations;

namespace MLNetDetection.Core.Datasets.Writing;

/// <summary>VoTT's CSV export, PART-export.csv.</summary>
internal sealed class VottCsvWriter : AnnotationWriter
{
    public override AnnotationFormat Format => AnnotationFormat.VottCsv;

    public override FormatTraits Traits { get; } = new(Fractions: true, Difficult: false, Crowd: false, Area: false, Negatives: false, Size: false);

    public override void Write(WritingContext context)
    {
        foreach (IGrouping<string, WrittenImage> part in context.Parts)
        {
            using StreamWriter text = context.Text(WritingContext.PartFile(part.Key, "vott", "-export.csv"));
            text.WriteLine("\"image\",\"xmin\",\"ymin\",\"xmax\",\"ymax\",\"label\"");
            foreach (WrittenImage image in part)
            {
                foreach (AnnotatedObject item in image.Source.Objects)
                {
                    text.WriteLine(FormattableString.Invariant(
                        $"{BoxTableWriter.Quote(image.Name)},{item.Box.X1:R},{item.Box.Y1:R},{item.Box.X2:R},{item.Box.Y2:R},{BoxTableWriter.Quote(context.NameOf(item))}"));
                }
            }
        }

        context.ClassFile();
    }
}
