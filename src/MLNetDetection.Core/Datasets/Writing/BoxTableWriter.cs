using MLNetDetection.Core.Annotations;

namespace MLNetDetection.Core.Datasets.Writing;

/// <summary>A CSV with a row for each box, PART.csv; a row with empty cells for an image without objects.</summary>
internal sealed class BoxTableWriter : PartTextWriter
{
    public override AnnotationFormat Format => AnnotationFormat.BoxTable;

    public override FormatTraits Traits { get; } = new(Fractions: true, Difficult: true, Crowd: true, Area: true, Negatives: true, Size: true);

    public static string Quote(string cell) => $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    protected override string Extension => ".csv";

    protected override string Header => "image,xmin,ymin,xmax,ymax,class,width,height,difficult,iscrowd,area";

    protected override void WriteImage(WritingContext context, StreamWriter text, WrittenImage image)
    {
        string head = Quote("images/" + image.Name), size = FormattableString.Invariant($"{image.Size.Width},{image.Size.Height}");
        if (image.Source.Objects.Count == 0)
        {
            text.WriteLine($"{head},,,,,,{size},,,");
        }

        foreach (AnnotatedObject item in image.Source.Objects)
        {
            string area = item.Area is { } given ? WritingContext.Number(given) : "";
            text.WriteLine(FormattableString.Invariant(
                $"{head},{item.Box.X1:R},{item.Box.Y1:R},{item.Box.X2:R},{item.Box.Y2:R},{Quote(context.NameOf(item))},{size},{(item.Difficult ? 1 : 0)},{(item.IsCrowd ? 1 : 0)},{area}"));
        }
    }
}
