using MLNetDetection.Core.Datasets;

namespace MLNetDetection.Core.Tests.Datasets.Formats;

/// <summary>Files that lie about where they are or how large they are.</summary>
public sealed class HostileFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("../secret.jpg")]
    [InlineData("../../secret.jpg")]
    [InlineData("/secret.jpg")]
    [InlineData("images/../../secret.jpg")]
    [InlineData("..\\secret.jpg")]
    [InlineData("file:///etc/passwd")]
    [InlineData("%2e%2e/secret.jpg")]
    public void Open_ImageOutsideTheFolder_IsMissing(string written)
    {
        _folder.Write("secret.jpg", "x");
        _folder.Write("set/boxes.csv", $"image,xmin,ymin,xmax,ymax,class\n{written},1,2,3,4,cat\n");
        string message = Assert.Throws<InvalidDataException>(() => DetectionDataset.Open(Path.Combine(_folder.Root, "set"))).Message;
        Assert.Contains("boxes.csv(2): its image", message);
        Assert.Contains("is missing", message);
        AnnotatedImage unseen = DetectionDataset.Open(Path.Combine(_folder.Root, "set"), new DatasetOptions { FindImages = false }).Images[0];
        Assert.StartsWith(Path.Combine(_folder.Root, "set") + Path.DirectorySeparatorChar, unseen.Path);
    }

    [LinuxFact]
    public void Open_LinksOutOfTheFolder_AreNotFollowed()
    {
        _folder.Write("outside/secret.jpg", "x");
        _folder.Write("outside/Annotations/a.xml", "<annotation/>");
        string boxes = _folder.Write("set/boxes.csv", "image,xmin,ymin,xmax,ymax,class\nsecret.jpg,1,2,3,4,cat\n");
        string set = Path.GetDirectoryName(boxes)!;
        File.CreateSymbolicLink(Path.Combine(set, "secret.jpg"), Path.Combine(_folder.Root, "outside", "secret.jpg"));
        Directory.CreateSymbolicLink(Path.Combine(set, "images"), Path.Combine(_folder.Root, "outside"));
        Directory.CreateSymbolicLink(Path.Combine(set, "Annotations"), Path.Combine(_folder.Root, "outside", "Annotations"));
        Assert.Contains("is missing", Assert.Throws<InvalidDataException>(() => DetectionDataset.Open(set)).Message);

        // A link within the folder is as good as the file; one to itself is nothing.
        _folder.Write("set/real/b.jpg", "x");
        File.CreateSymbolicLink(Path.Combine(set, "loop"), Path.Combine(set, "loop"));
        File.Delete(Path.Combine(set, "secret.jpg"));
        File.CreateSymbolicLink(Path.Combine(set, "secret.jpg"), Path.Combine("real", "..", "real", "b.jpg"));
        Assert.Single(DetectionDataset.Open(set).Images);

        // Whoever names a folder means it.
        Assert.Single(DetectionDataset.Open(boxes, new DatasetOptions { ImageFolder = Path.Combine(_folder.Root, "outside") }).Images);
    }

    [Fact]
    public void Open_XmlWithEntities_IsRefused()
    {
        _folder.Write("Annotations/a.xml", "<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><annotation><filename>&e;</filename></annotation>");
        Assert.Contains("DTD is prohibited", Assert.Throws<InvalidDataException>(() => DetectionDataset.Open(_folder.Root)).Message);
    }

    [Theory]
    [InlineData("{\"images\":[],\"annotations\":", "}")]
    [InlineData("{\"assets\":", "}")]
    [InlineData("{\"shapes\":", "}")]
    [InlineData("[{\"filename\":\"a.jpg\",\"ann\":", "}]")]
    public void Open_DeepJson_IsRefused(string head, string tail)
    {
        string path = _folder.Write("train.json", head + new string('[', 100_000) + new string(']', 100_000) + tail);
        Assert.Contains("train.json", Assert.Throws<InvalidDataException>(() => DetectionDataset.Open(_folder.Root)).Message);
        Assert.Contains("train.json", Assert.Throws<InvalidDataException>(() => DetectionDataset.Open(path)).Message);
    }

    [Fact]
    public void Open_FileOverTheLimit_IsRefusedUnread()
    {
        _folder.Write("train.json", "{\"images\":[],\"annotations\":[]}" + new string(' ', 1000));
        InvalidDataException refusal = Assert.Throws<InvalidDataException>(
            () => DetectionDataset.Open(_folder.Root, new DatasetOptions { Format = AnnotationFormat.Coco, MaximumAnnotationBytes = 100 }));
        Assert.Contains("train.json", refusal.Message);
        string line = _folder.Write("long.csv", "image,xmin,ymin,xmax,ymax,class\n" + new string('a', 2_000_000));
        Assert.Contains("long.csv(2): the line is longer", Assert.Throws<InvalidDataException>(() => DetectionDataset.Open(line)).Message);
        string binary = _folder.Write("binary.csv", "image,xmin,ymin,xmax,ymax,class\n\0\0");
        Assert.Contains("binary.csv(2): is binary", Assert.Throws<InvalidDataException>(() => DetectionDataset.Open(binary)).Message);
    }

    [Fact]
    public void Open_UnknownOrTwofold_SaysWhatItLookedFor()
    {
        string message = Assert.Throws<InvalidDataException>(() => DetectionDataset.Open(_folder.Root)).Message;
        Assert.All(Enum.GetNames<AnnotationFormat>(), name => Assert.Contains(name, message));
        _folder.Write("a.json", "{\"images\":[],\"annotations\":[]}");
        _folder.Write("b.json", "{\"assets\":{}}");
        message = Assert.Throws<InvalidDataException>(() => DetectionDataset.Open(_folder.Root)).Message;
        Assert.Contains("could be of 2 formats. Coco: a.json", message);
        Assert.Contains("VottJson: b.json with assets", message);
        message = Assert.Throws<InvalidDataException>(() => DetectionDataset.Open(_folder.Root, new DatasetOptions { Format = AnnotationFormat.Yolo })).Message;
        Assert.Contains("is not Yolo: expected data.yaml", message);
        Assert.Contains("holds no annotated image", Assert.Throws<InvalidDataException>(() => DetectionDataset.Open(Path.Combine(_folder.Root, "b.json"))).Message);
        Assert.Throws<FileNotFoundException>(() => DetectionDataset.Open(Path.Combine(_folder.Root, "none")));
        Assert.Throws<ArgumentException>(() => DetectionDataset.Open(" "));
    }
}
