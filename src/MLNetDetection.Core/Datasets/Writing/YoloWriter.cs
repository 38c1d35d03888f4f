using MLNetDetection.Core.Annotations;

namespace MLNetDetection.Core.Datasets.Writing;

/// <summary>YOLO: data.yaml, images/PART, labels/PART; shares with all their digits, so that pixels come back exactly.</summary>
internal sealed class YoloWriter : AnnotationWriter
{
    private static readonly string[] _parts = ["train", "val", "test"];

    public override AnnotationFormat Format => AnnotationFormat.Yolo;

    public override FormatTraits Traits { get; } =
        new(Fractions: true, Difficult: false, Crowd: false, Area: false, Negatives: true, Size: false, AnyPart: false);

    public override string ImagePath(WrittenImage image) => Path.Combine("images", PartOf(image), image.Name);

    public override void Write(WritingContext context)
    {
        using (StreamWriter yaml = context.Text("data.yaml"))
        {
            yaml.WriteLine("path: .");
            foreach (string part in _parts.Where(part => part != "test" || context.Images.Any(image => PartOf(image) == part)))
            {
                // Trainers ask for a val key; where there is no such part they are given another one again.
                yaml.WriteLine($"{part}: images/{(context.Images.Any(image => PartOf(image) == part) ? part : PartOf(context.Images[0]))}");
            }

            yaml.WriteLine(FormattableString.Invariant($"nc: {context.Dataset.ClassNames.Count}"));
            yaml.WriteLine("names:");
            for (int i = 0; i < context.Dataset.ClassNames.Count; i++)
            {
                string name = WritingContext.CheckedClass(context.Dataset.ClassNames[i], "\r\n").Replace("'", "''", StringComparison.Ordinal);
                yaml.WriteLine(FormattableString.Invariant($"  {i}: '{name}'"));
            }
        }

        foreach (WrittenImage image in context.Images)
        {
            using StreamWriter text = context.Text(Path.Combine("labels", PartOf(image), image.Stem + ".txt"));
            double width = image.Size.Width, height = image.Size.Height;
            foreach (AnnotatedObject item in image.Source.Objects)
            {
                double left = item.Box.X1 / width, top = item.Box.Y1 / height, right = item.Box.X2 / width, bottom = item.Box.Y2 / height;
                text.WriteLine(FormattableString.Invariant($"{item.ClassId} {(left + right) / 2:R} {(top + bottom) / 2:R} {right - left:R} {bottom - top:R}"));
            }
        }
    }

    private static string PartOf(WrittenImage image) => image.Split is "val" or "test" ? image.Split : "train";
}
