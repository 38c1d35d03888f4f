using System.Text.Json;
using MLNetDetection.Core.Imaging;

namespace MLNetDetection.Cli.Tests;

/// <summary>mldetect inspect and mldetect convert.</summary>
public sealed class DataCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mldetect-data-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Inspect_SetWithFindings_ListsThemAndEndsWithZero()
    {
        string report = Path.Combine(_folder, "report.html");
        var (code, output, _) = await Run("inspect", Set(), "--report", report);
        Assert.Equal(0, code);
        Assert.Contains("BoxTable: boxes.csv", output);
        Assert.Contains("2 images (2 usable, 1 without objects), 1 objects", output);
        Assert.Matches(@"Error +BoxOutside", output);
        Assert.Matches(@"class +objects +images", output);
        Assert.Contains("of the objects are overlapped by half by some anchor of tiny", output);
        Assert.Contains("BoxOutside", await File.ReadAllTextAsync(report));
        (code, output, _) = await Run("inspect", Set(), "--json", "--no-decode");
        using JsonDocument json = JsonDocument.Parse(output);
        Assert.Equal((0, 1), (code, json.RootElement.GetProperty("objects").GetInt32()));
    }

    [Fact]
    public async Task Inspect_NothingToUse_EndsWithTwo()
    {
        var (code, _, errors) = await Run("inspect", Directory.CreateDirectory(Path.Combine(_folder, "empty")).FullName);
        Assert.Equal(2, code);
        Assert.Contains("of no known format", errors);
        (code, _, errors) = await Run("inspect", Path.Combine(_folder, "nowhere"));
        Assert.Equal(2, code);
        Assert.Contains("nowhere", errors);
        (code, _, errors) = await Run("inspect", Set(), "--network", "ssd1000");
        Assert.Equal(2, code);
        Assert.Contains("ssd300_vgg16", errors);
        (code, _, _) = await Run("inspect", Set(), "--format", "Coco");
        Assert.Equal(2, code);
    }

    [Fact]
    public async Task Convert_ToAnotherFormatAndBack_KeepsTheSet()
    {
        string coco = Path.Combine(_folder, "coco"), voc = Path.Combine(_folder, "voc");
        var (code, output, errors) = await Run("convert", Set(), "--to", "Coco", "--output", coco);
        Assert.Equal((0, true), (code, errors.Contains("BoxClipped", StringComparison.Ordinal)));
        Assert.Contains("2 images with 1 objects written", output);
        (code, output, _) = await Run("convert", coco, "--to", "PascalVoc", "--output", voc);
        Assert.Equal(0, code);
        Assert.Contains("not held by PascalVoc: 1 boxes with edges between pixels", output);
        Assert.True(File.Exists(Path.Combine(voc, "Annotations", "a.xml")));
        (code, _, errors) = await Run("convert", Path.Combine(_folder, "nowhere"), "--to", "Coco", "--output", Path.Combine(_folder, "x"));
        Assert.Equal(2, code);
        Assert.Contains("nowhere", errors);
    }

    private string Set()
    {
        string set = Path.Combine(_folder, "set");
        Directory.CreateDirectory(set);
        foreach (string name in new[] { "a.png", "b.png" })
        {
            using Microsoft.ML.Data.MLImage image = new PixelImage(40, 30).ToMLImage();
            image.Save(Path.Combine(set, name));
        }

        File.WriteAllText(Path.Combine(set, "boxes.csv"), "image,xmin,ymin,xmax,ymax,class,width,height\na.png,1.5,2,50,20,cat,40,30\nb.png,,,,,,40,30\n");
        return set;
    }

    private static async Task<(int Code, string Output, string Errors)> Run(params string[] arguments)
    {
        StringWriter output = new(), errors = new();
        int code = await Tool.RunAsync(arguments, output, errors);
        return (code, output.ToString(), errors.ToString());
    }
}
