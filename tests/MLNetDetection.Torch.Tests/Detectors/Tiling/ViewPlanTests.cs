using MLNetDetection.Core.Geometry;
using MLNetDetection.Torch.Detectors;
using MLNetDetection.Torch.Detectors.Tiling;

namespace MLNetDetection.Torch.Tests.Detectors.Tiling;

public class ViewPlanTests
{
    private const PictureFlips Both = PictureFlips.Horizontal | PictureFlips.Vertical;

    private static readonly TinySsd _stretching = new(80, 60, 16), _letterboxing = new(80, 60, 16, Preprocessing.Centred with { Fit = InputFit.Letterbox });

    private static ViewPlan Plan(int width, int height, DetectOptions options, SsdArchitecture? network = null)
    {
        options.Validate();
        return ViewPlan.Of(width, height, network ?? _stretching, options);
    }

    private static BoxXyxy[] Windows(ViewPlan plan) => [.. plan.Views.Select(view => view.Window)];

    private static DetectOptions Tiles(int width, int height = 0, bool whole = false, params double[] scales) =>
        new() { Tiling = new TilingOptions { Width = width, Height = height, IncludeWhole = whole }, Scales = scales.Length == 0 ? [1] : scales };

    // The input is 80x60: a tile of 160 is 120 high.
    [Fact]
    public void Of_TilesWithoutAHeight_HaveTheInputsRatio() =>
        Assert.Equal([new(0, 0, 160, 120), new(120, 0, 280, 120), new(0, 0, 280, 120)], Windows(Plan(280, 120, Tiles(160, whole: true))));

    [Theory]
    [InlineData(1, 1)]
    [InlineData(160, 120)]
    [InlineData(30, 100)]
    public void Of_PictureNoLargerThanATile_IsThePictureOnce(int width, int height) =>
        Assert.Equal([new(0, 0, width, height)], Windows(Plan(width, height, Tiles(160, whole: true))));

    [Fact]
    public void Of_ALineOfPixels_IsCutAlongIt()
    {
        BoxXyxy[] windows = Windows(Plan(1, 5000, Tiles(640, 480)));

        Assert.Equal(13, windows.Length);
        Assert.All(windows, window => Assert.Equal((0, 1, 480), (window.X1, window.X2, window.Height)));
    }

    [Fact]
    public void Of_FlipsAlone_ArePassesOfTheWholePicture()
    {
        ViewPlan plan = Plan(100, 50, new DetectOptions { Flips = Both });

        Assert.Equal([PictureFlips.None, PictureFlips.Horizontal, PictureFlips.Vertical, Both], plan.Views.Select(view => view.Flips));
        Assert.Equal([[0], [1], [2], [3]], plan.Passes);
    }

    [Fact]
    public void Of_TilesWithFlips_RepeatEveryTileInEachForm()
    {
        ViewPlan plan = Plan(280, 120, new DetectOptions { Tiling = new TilingOptions { Width = 160 }, Flips = PictureFlips.Horizontal });

        Assert.Equal([[0, 1, 2], [3, 4, 5]], plan.Passes);
        Assert.Equal(plan.Views.Take(3).Select(view => view.Window), plan.Views.Skip(3).Select(view => view.Window));
    }

    // Twice as large: parts of half the sides. Half as large: the picture in the middle of a void. The whole is looked at once for both.
    [Fact]
    public void Of_Scales_ZoomInAndOut()
    {
        ViewPlan plan = Plan(100, 60, new DetectOptions { Scales = [1, 2, 0.5] });

        Assert.Equal(new BoxXyxy(0, 0, 100, 60), plan.Views[0].Window);
        Assert.Equal([0], plan.Passes[0]);
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 9, 0], plan.Passes[1]);
        Assert.Equal(new BoxXyxy(25, 15, 75, 45), plan.Views[5].Window);
        Assert.Equal(new BoxXyxy(-50, -30, 150, 90), plan.Views[Assert.Single(plan.Passes[2])].Window);
    }

    [Fact]
    public void Of_TilesWithScales_AreTilesOfOtherSizes()
    {
        BoxXyxy[] windows = Windows(Plan(320, 240, Tiles(160, scales: [1, 2])));

        Assert.Equal(9 + 25, windows.Length);
        Assert.Equal((160, 120), (windows[0].Width, windows[0].Height));
        Assert.Equal((80, 60), (windows[9].Width, windows[9].Height));
    }

    // A square tile shows what lies left and right of it; a narrow picture stands in black.
    [Fact]
    public void Of_LetterboxOfAnotherRatio_ShowsMoreThanTheTile()
    {
        BoxXyxy[] windows = Windows(Plan(240, 120, Tiles(120, 120), _letterboxing));

        Assert.Equal(new BoxXyxy(-20, 0, 140, 120), windows[0]);
        Assert.Equal(new BoxXyxy(-65, 0, 95, 120), Assert.Single(Windows(Plan(30, 120, Tiles(160, 120), _letterboxing))));
    }

    [Fact]
    public void Of_TilesWithoutNumber_AreRefused()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => Plan(100_000, 10_000, Tiles(16)));

        Assert.Contains("100000x10000", error.Message, StringComparison.Ordinal);
        Assert.Contains("larger tiles", error.Message, StringComparison.Ordinal);
    }
}
