using System.Xml.Linq;
using MLNetDetection.Core.Geometry;
using MLNetDetection.Core.Reports;
using Xunit;

namespace MLNetDetection.Core.Tests.Reports;

public sealed class PictureTests
{
    [Fact]
    public void AddPictures_TrueAndPredicted_DrawsBothInPixels()
    {
        XElement page = Page(
            ReportBox.Truth(new BoxXyxy(10, 20, 110, 80), "cat", 0), ReportBox.Prediction(new BoxXyxy(12.5f, 20, 110, 80), "cat", 0.876f, 0));
        XElement image = page.Descendants("img").Single();
        Assert.Equal("data:image/png;base64," + Convert.ToBase64String(ReportText.Png), (string?)image.Attribute("src"));
        Assert.Equal("street.jpg. True: cat. Predicted: cat 0.88", (string?)image.Attribute("alt"));
        XElement layer = page.OfClass("boxes").Single();
        Assert.Equal("0 0 400 300", (string?)layer.Attribute("viewBox"));
        XElement predicted = layer.OfClass("predicted").Single().Elements("rect").Last();
        Assert.Equal((12.5, 20, 97.5, 60),
            (predicted.Number("x"), predicted.Number("y"), predicted.Number("width"), predicted.Number("height")));
        XElement truth = layer.OfClass("true").Single().Elements("rect").Last();
        Assert.Equal((string?)predicted.Attribute("stroke"), (string?)truth.Attribute("stroke"));
        Assert.Equal("cat 0.88", layer.OfClass("label").Single().Value);
    }

    [Fact]
    public void AddPictures_MissedAnnotation_IsLabelledToo()
    {
        XElement page = Page(
            ReportBox.Truth(new BoxXyxy(10, 50, 60, 90), "cat", 0), ReportBox.Prediction(new BoxXyxy(200, 150, 260, 190), "dog", 0.5f, 1));
        Assert.Equal(["dog 0.50", "cat"], page.OfClass("label").Select(label => label.Value));
    }

    [Fact]
    public void AddPictures_BoxesThatCannotBeSeen_AreLeftOut()
    {
        XElement page = Page(
            ReportBox.Truth(new BoxXyxy(float.NaN, 0, 5, 5), "nan", 0), ReportBox.Truth(new BoxXyxy(50, 50, 20, 20), "swapped", 0),
            ReportBox.Truth(new BoxXyxy(500, 0, 600, 50), "outside", 0), ReportBox.Truth(new BoxXyxy(-50, 100, 50, 400), "partly", -3));
        XElement box = page.OfClass("true").Single().Elements("rect").Last();
        Assert.Equal((0, 100, 50, 200), (box.Number("x"), box.Number("y"), box.Number("width"), box.Number("height")));
    }

    [Fact]
    public void AddPictures_Crowd_LabelsStayInsideAndApart() => Properties.Hold<int>(seed =>
    {
        var random = new Random(seed);
        var boxes = Enumerable.Range(0, 40).Select(i =>
        {
            float x = random.NextSingle() * 390, y = random.NextSingle() * 290;
            return ReportBox.Prediction(new BoxXyxy(x, y, x + 10 + (random.NextSingle() * 90), y + 10 + (random.NextSingle() * 90)), "class", random.NextSingle(), i);
        });
        BoxXyxy[] labels = [.. Page([.. boxes]).OfClass("label").Select(label => label.Element("rect")!).Select(r => new BoxXyxy(
            (float)r.Number("x"), (float)r.Number("y"), (float)(r.Number("x") + r.Number("width")), (float)(r.Number("y") + r.Number("height"))))];
        Assert.NotEmpty(labels);

        // Coordinates are written to 0.01, so edges that touch may cross by 0.02.
        Assert.All(labels, label => Assert.True(label is { X1: >= 0, Y1: >= 0, X2: <= 400.02f, Y2: <= 300.02f }, label.ToString()));
        for (int i = 0; i < labels.Length; i++)
        {
            Assert.All(labels[..i], other => Assert.True(
                Math.Min(other.X2, labels[i].X2) - Math.Max(other.X1, labels[i].X1) < 0.03
                || Math.Min(other.Y2, labels[i].Y2) - Math.Max(other.Y1, labels[i].Y1) < 0.03));
        }

        return true;
    }, tests: 100);

    [Fact]
    public void AddPictures_TwentyClasses_HaveTwentyColoursInOneLegend()
    {
        XElement page = Page([.. Enumerable.Range(0, 20).Select(i => ReportBox.Truth(new BoxXyxy(i, i, i + 9, i + 9), "c" + i, i))]);
        Assert.Equal(20, page.OfClass("swatch").Select(swatch => (string?)swatch.Attribute("style")).Distinct().Count());
        Assert.Empty(page.OfClass("solid"));
        Assert.Single(page.OfClass("dashed"));
    }

    [Fact]
    public void AddPictures_NoBoxes_HasNoLayerAndNoLegend()
    {
        XElement page = Page();
        Assert.Empty(page.OfClass("boxes"));
        Assert.Empty(page.OfClass("legend"));
        Assert.Equal("street.jpg", (string?)page.Descendants("img").Single().Attribute("alt"));
    }

    [Fact]
    public void AddPictures_None_SaysSo() =>
        Assert.Equal("No pictures.", new HtmlReport("r").AddPictures(new PictureGrid(null)).Page().OfClass("none").Single().Value);

    [Theory]
    [InlineData("/9j/4AAQ", "image/jpeg")]
    [InlineData("R0lGODlh", "image/gif")]
    [InlineData("Qk02AAAA", "image/bmp")]
    [InlineData("UklGRgAAAABXRUJQVlA4", "image/webp")]
    public void Write_Format_NamesItsMediaType(string base64, string mediaType)
    {
        var picture = new ReportPicture(Convert.FromBase64String(base64), 8, 8, "p");
        XElement page = new HtmlReport("r").AddPictures(new PictureGrid(null, picture)).Page();
        Assert.Equal($"data:{mediaType};base64,{base64}", (string?)page.Descendants("img").Single().Attribute("src"));
    }

    [Fact]
    public void Constructor_OtherBytesOrNoSize_Throws()
    {
        Assert.Throws<ArgumentException>(() => new ReportPicture([], 8, 8, "p"));
        Assert.Throws<ArgumentException>(() => new ReportPicture("<svg>"u8.ToArray(), 8, 8, "p"));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ReportPicture(ReportText.Png, 0, 8, "p"));
    }

    private static XElement Page(params ReportBox[] boxes) =>
        new HtmlReport("r").AddPictures(new PictureGrid("Test", new ReportPicture(ReportText.Png, 400, 300, "street.jpg", boxes))).Page();
}
