using System.Xml.Linq;
using MLNetDetection.Core.Geometry;
using MLNetDetection.Core.Imaging;
using MLNetDetection.Core.Reports;
using Xunit;

namespace MLNetDetection.Core.Tests.Reports;

public sealed class DetectionDrawingTests
{
    private static readonly ReportBox _cat = ReportBox.Prediction(new BoxXyxy(40, 60, 160, 120), "cat", 0.9f, 0);

    [Fact]
    public void Draw_OnePrediction_ChangesItsFrameAndLabelOnly()
    {
        PixelImage image = Grey(200, 150, 128);

        PixelImage drawn = DetectionDrawing.Draw(image, [_cat]);

        Assert.All(image.Rgb, value => Assert.Equal(128, value));
        Assert.Equal((0xf0, 0xa0, 0x00), At(drawn, 40, 80)); // the first class's orange, on the left edge
        Assert.Equal((0xf0, 0xa0, 0x00), At(drawn, 159, 80));
        Assert.Equal((128, 128, 128), At(drawn, 100, 90));
        Assert.Equal((128, 128, 128), At(drawn, 20, 20));
    }

    // White letters on a dark colour or dark ones on a light colour, whatever the picture is.
    [Theory]
    [InlineData(0)]
    [InlineData(128)]
    [InlineData(255)]
    public void Draw_AnyBackground_LabelIsTheSame(byte grey)
    {
        PixelImage drawn = DetectionDrawing.Draw(Grey(200, 150, grey), [_cat]), other = DetectionDrawing.Draw(Grey(200, 150, 77), [_cat]);
        int ink = 0;
        for (int y = 46; y < 58; y++)
        {
            for (int x = 42; x < 90; x++)
            {
                Assert.Equal(At(other, x, y), At(drawn, x, y));
                ink += At(drawn, x, y) == (0, 0, 0) ? 1 : 0;
            }
        }

        Assert.InRange(ink, 20, 300);
    }

    [Fact]
    public void Draw_LetterL_IsAnUprightAndABar()
    {
        PixelImage drawn = DetectionDrawing.Draw(Grey(1200, 1200, 90), [ReportBox.Truth(new BoxXyxy(300, 300, 900, 900), "L", 0)]);

        // 24 px: the letter's upright is 1.5 / 14 em from the label's padding, its bar 14 / 14 em below the line's top.
        Assert.Equal((0, 0, 0), At(drawn, 300 + 6 + 2, 269 + 14));
        Assert.Equal((0, 0, 0), At(drawn, 300 + 6 + 8, 269 + 23));
        Assert.Equal((0xf0, 0xa0, 0x00), At(drawn, 300 + 6 + 8, 269 + 14));
    }

    [Fact]
    public void Draw_NothingThatCanBeSeen_GivesTheSamePicture()
    {
        ReportBox[] none =
        [
            ReportBox.Truth(new BoxXyxy(float.NaN, 0, 5, 5), "nan", 0), ReportBox.Truth(new BoxXyxy(50, 50, 20, 20), "swapped", 0),
            ReportBox.Truth(new BoxXyxy(500, 0, 600, 50), "outside", 0),
        ];

        Assert.All(DetectionDrawing.Draw(Grey(100, 80, 9), none).Rgb, value => Assert.Equal(9, value));
        Assert.All(DetectionDrawing.Draw(Grey(1, 1, 9), []).Rgb, value => Assert.Equal(9, value));
    }

    // Names of any text and boxes of any place: nothing is thrown, and the size stays.
    [Fact]
    public void Draw_AnyTextAndBox_Draws() => Properties.Hold<(string? Label, float X, float Y, float Width, float Height, int Id)>(box =>
    {
        PixelImage drawn = DetectionDrawing.Draw(
            Grey(64, 48, 50), [ReportBox.Prediction(new BoxXyxy(box.X, box.Y, box.X + box.Width, box.Y + box.Height), box.Label ?? "", 0.5f, box.Id)]);
        return (drawn.Width, drawn.Height) == (64, 48);
    });

    // Also without ICU, which these tests run without: a letter keeps its own ink below the mark, which a missing glyph's box would not.
    [Theory]
    [InlineData("é", "e")]
    [InlineData("Ä", "A")]
    [InlineData("ñ", "n")]
    [InlineData("ż", "z")]
    [InlineData("ç", "c")]
    [InlineData("ę", "e")]
    public void Draw_LetterWithAMark_IsTheLetterAndMore(string marked, string plain)
    {
        PixelImage with = Written(marked), without = Written(plain);
        int more = 0;
        for (int i = 0; i < with.Rgb.Length; i += 3)
        {
            Assert.False(without.Rgb[i] < 60 && with.Rgb[i] > 120, $"{plain} has ink where {marked} has none");
            more += without.Rgb[i] - with.Rgb[i] > 60 ? 1 : 0;
        }

        Assert.InRange(more, 3, 60);
    }

    [Theory]
    [InlineData("ß")]
    [InlineData("Ø")]
    [InlineData("æ")]
    [InlineData("ł")]
    public void Draw_LetterOfItsOwn_IsNoEmptyBox(string letter) => Assert.NotEqual(Written("a猫").Rgb, Written("a" + letter).Rgb);

    [Fact]
    public void Draw_NameOfOtherLetters_IsTheClassNumber()
    {
        Assert.Equal(Written("#0").Rgb, Written("猫と犬").Rgb);
        Assert.Equal(Written("a 犬").Rgb, Written("a 猫").Rgb); // one letter is missing: a box
        Assert.NotEqual(Written("#0").Rgb, Written("a 猫").Rgb);
    }

    // A name that is too long leaves the score: the label ends within the picture, or within half of a large one.
    [Theory]
    [InlineData(80, 79)]
    [InlineData(1000, 500)]
    public void Draw_LongName_IsCutBeforeTheScore(int side, int longest)
    {
        ReportBox Box(string name, float score) => ReportBox.Prediction(new BoxXyxy(1, side / 2, side / 4, side - 2), name, score, 0);
        PixelImage drawn = DetectionDrawing.Draw(Grey(side, side, 200), [Box(new string('n', 500), 0.5f)]);
        PixelImage other = DetectionDrawing.Draw(Grey(side, side, 200), [Box(new string('n', 500), 0.7f)]);
        int line = (side / 2) - 2;
        int right = Enumerable.Range(0, side).Where(x => At(drawn, x, line) == (0xf0, 0xa0, 0x00)).DefaultIfEmpty(-1).Max();

        Assert.InRange(right, longest / 2, longest);
        Assert.NotEqual(other.Rgb, drawn.Rgb);
    }

    [Fact]
    public void ToSvg_LongName_IsCutBeforeTheScore()
    {
        XElement svg = XElement.Parse(DetectionDrawing.ToSvg(400, 300, [ReportBox.Prediction(new BoxXyxy(9, 90, 80, 200), new string('n', 500), 0.5f, 0)]));

        Assert.Matches("^n{8,40}… 0.50$", svg.Descendants(XName.Get("text", "http://www.w3.org/2000/svg")).Single().Value);
    }

    // Frames of dark classes show on black pictures and those of light ones on white: their rims are of the other kind.
    [Theory]
    [InlineData(0, 255)] // orange
    [InlineData(6, 0)] // blue
    public void Draw_ColourNearThePictures_HasARimThatContrasts(int classId, byte grey)
    {
        PixelImage drawn = DetectionDrawing.Draw(Grey(200, 150, grey), [ReportBox.Prediction(new BoxXyxy(40, 60, 160, 120), "", 0.5f, classId)]);

        Assert.InRange(Math.Abs(At(drawn, 39, 100).G - grey), 100, 155);
    }

    [Fact]
    public void ToSvg_Boxes_AreADocumentOfItsOwn()
    {
        XElement svg = XElement.Parse(DetectionDrawing.ToSvg(200, 150, [_cat, ReportBox.Prediction(new BoxXyxy(1, 2, 30, 40), "<b>&\"", 0.4f, 1)]));
        XNamespace space = "http://www.w3.org/2000/svg";

        Assert.Equal(space + "svg", svg.Name);
        Assert.Equal("0 0 200 150", (string?)svg.Attribute("viewBox"));
        Assert.Equal(["cat 0.90", "<b>&\" 0.40"], svg.Descendants(space + "text").Select(text => text.Value));
        Assert.Empty(svg.Descendants(space + "image"));
    }

    [Fact]
    public void ToSvg_WithAPicture_HoldsIt()
    {
        XElement svg = XElement.Parse(DetectionDrawing.ToSvg(4, 3, [], ReportText.Png));
        XElement image = svg.Descendants(XName.Get("image", "http://www.w3.org/2000/svg")).Single();

        Assert.Equal("data:image/png;base64," + Convert.ToBase64String(ReportText.Png), (string?)image.Attribute("href"));
        Assert.Throws<ArgumentException>(() => DetectionDrawing.ToSvg(4, 3, [], [1, 2, 3]));
    }

    private static PixelImage Written(string text) =>
        DetectionDrawing.Draw(Grey(600, 600, 200), [ReportBox.Truth(new BoxXyxy(100, 100, 500, 500), text, 0)]);

    private static PixelImage Grey(int width, int height, byte value)
    {
        var image = new PixelImage(width, height);
        image.Rgb.AsSpan().Fill(value);
        return image;
    }

    private static (int R, int G, int B) At(PixelImage image, int x, int y)
    {
        int at = 3 * ((y * image.Width) + x);
        return (image.Rgb[at], image.Rgb[at + 1], image.Rgb[at + 2]);
    }
}
