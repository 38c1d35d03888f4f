using MLNetDetection.Core.Annotations;

namespace MLNetDetection.Core.Datasets.Writing;

/// <summary>VoTT's CSV export, PART-export.csv.</summary>
internal sealed class VottCsvWriter : PartTextWriter
{
    public override AnnotationFormat Format => AnnotationFormat.VottCsv;

    public override FormatTraits Traits { get; } = new(Fractions: true, Difficult: false, Crowd: false, Area: false, Negatives: false, Size: false);

    protected override string Extension => "-export.csv";

    protected override string PlainName => "vott";

    protected override string Header => "\"image\",\"xmin\",\"ymin\",\"xmax\",\"ymax\",\"label\"";

    protected override void WriteImage(WritingContext context, StreamWriter text, WrittenImage image)
    {
        foreach (AnnotatedObject item in image.Source.Objects)
        {
            text.WriteLine(FormattableString.Invariant(
                $"{BoxTableWriter.Quote(image.Name)},{item.Box.X1:R},{item.Box.Y1:R},{item.Box.X2:R},{item.Box.Y2:R},{BoxTableWriter.Quote(context.NameOf(item))}"));
        }
    }
}
