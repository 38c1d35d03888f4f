#:project ../../src/MLNetDetection/MLNetDetection.csproj
// Renders the contact sheet of docs/data.md from the generated set: dotnet run docs/images/augmentations.cs -- augmentations.png
// A row for each augmentation, six draws of it with their boxes; prints the rows' names, which make-augmentations.py writes beside them.
using MLNetDetection;
using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Augmentation;
using MLNetDetection.Core.Datasets;
using MLNetDetection.Core.Imaging;

const int Width = 160, Height = 120, Draws = 6, Gap = 4;
var set = new ShapesTrainingSet(new ShapesGenerator(new ShapesOptions { EmptyShare = 0 }), 0, 18);
(string Name, IAugmentation? Step, IPictureMix? Mix)[] rows =
[
    ("None", AugmentationPresets.None, null),
    ("PhotometricDistortion", new PhotometricDistortion { Probability = 1 }, null),
    ("order of channels", new PhotometricDistortion { Probability = 0, ChannelOrderProbability = 1 }, null),
    ("SsdExpand", new SsdExpand { Probability = 1 }, null),
    ("SsdCrop", new SsdCrop(), null),
    ("HorizontalFlip", new HorizontalFlip(1), null),
    ("VerticalFlip", new VerticalFlip(1), null),
    ("ShiftScaleRotate", new ShiftScaleRotate { Probability = 1, Degrees = 25 }, null),
    ("RandomResizedCrop", new RandomResizedCrop(), null),
    ("MultiScale", new MultiScale(), null),
    ("Letterbox, square", new Letterbox(1, 1), null),
    ("Stretch, square", new Stretch(), null),
    ("Mosaic", null, new Mosaic(Width * 2, Height * 2) { Probability = 1 }),
    ("MixUp", null, new MixUp { Probability = 1 }),
    ("SsdPaper", AugmentationPresets.SsdPaper, null),
    ("Light", AugmentationPresets.Light, null),
];
PixelImage sheet = new((Draws * (Width + Gap)) + Gap, (rows.Length * (Height + Gap)) + Gap);
sheet.Rgb.AsSpan().Fill(255);
ImageResampler resampler = new();
for (int row = 0; row < rows.Length; row++)
{
    for (int draw = 0; draw < Draws; draw++)
    {
        RandomStream random = new(11, row, draw);
        TrainingSample sample = set.Read(draw % set.Count);
        sample = rows[row].Mix?.Apply(sample, set, ref random) ?? sample;
        AugmentationPlan plan = new();
        plan.Reset(sample.Image.Width, sample.Image.Height, sample.Objects);
        rows[row].Step?.Apply(plan, ref random);
        int width = rows[row].Name.EndsWith("square", StringComparison.Ordinal) ? Height : Width;
        PixelImage picture = resampler.ToImage(sample.Image, plan.ToRequest(width, Height));
        List<AnnotatedObject> objects = [];
        plan.ScaleObjects(width, Height, objects);
        foreach (AnnotatedObject item in objects)
        {
            Outline(picture, item);
        }

        Paste(picture, sheet, Gap + (draw * (Width + Gap)), Gap + (row * (Height + Gap)));
    }
}

using Microsoft.ML.Data.MLImage image = sheet.ToMLImage();
image.Save(args[0]);
Console.WriteLine(string.Join(Environment.NewLine, rows.Select(row => row.Name)));

static void Outline(PixelImage picture, AnnotatedObject item)
{
    (byte, byte, byte)[] colours = [(255, 60, 60), (60, 230, 60), (80, 140, 255)];
    (byte r, byte g, byte b) = colours[item.ClassId % 3];
    int left = Math.Clamp((int)item.Box.X1, 0, picture.Width - 1), right = Math.Clamp((int)item.Box.X2, 0, picture.Width - 1);
    int top = Math.Clamp((int)item.Box.Y1, 0, picture.Height - 1), bottom = Math.Clamp((int)item.Box.Y2, 0, picture.Height - 1);
    for (int y = top; y <= bottom; y++)
    {
        for (int x = left; x <= right; x++)
        {
            if (x == left || x == right || y == top || y == bottom)
            {
                int at = ((y * picture.Width) + x) * 3;
                (picture.Rgb[at], picture.Rgb[at + 1], picture.Rgb[at + 2]) = (r, g, b);
            }
        }
    }
}

static void Paste(PixelImage picture, PixelImage sheet, int x, int y)
{
    for (int row = 0; row < picture.Height; row++)
    {
        picture.Rgb.AsSpan(row * picture.Width * 3, picture.Width * 3).CopyTo(sheet.Rgb.AsSpan((((y + row) * sheet.Width) + x) * 3));
    }
}
