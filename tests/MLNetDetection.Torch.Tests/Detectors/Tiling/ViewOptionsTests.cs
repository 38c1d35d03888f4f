using MLNetDetection.Core.Suppression;
using MLNetDetection.Torch.Detectors;

namespace MLNetDetection.Torch.Tests.Detectors.Tiling;

public class ViewOptionsTests
{
    public static TheoryData<string, TilingOptions> WrongTiles => new()
    {
        { "Tiling.Width", new TilingOptions { Width = 15 } },
        { "Tiling.Width", new TilingOptions { Width = 65_537 } },
        { "Tiling.Height", new TilingOptions { Height = -1 } },
        { "Tiling.Height", new TilingOptions { Height = 15 } },
        { "Tiling.Overlap", new TilingOptions { Overlap = 0.91 } },
        { "Tiling.Overlap", new TilingOptions { Overlap = double.NaN } },
        { "Tiling.MergeOverlap", new TilingOptions { MergeOverlap = 1.1 } },
        { "Tiling.MergeMeasure", new TilingOptions { MergeMeasure = (OverlapMeasure)2 } },
    };

    [Theory]
    [MemberData(nameof(WrongTiles))]
    public void Validate_TilesOutOfRange_NamesTheOption(string name, TilingOptions tiling) =>
        Assert.Equal(name, Assert.Throws<ArgumentOutOfRangeException>(new DetectOptions { Tiling = tiling }.Validate).ParamName);

    [Theory]
    [InlineData]
    [InlineData(0.2)]
    [InlineData(4.1)]
    [InlineData(double.NaN)]
    [InlineData(1.0, 1.0)]
    [InlineData(1.0, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.7, 1.8)]
    public void Validate_ScalesOutOfRange_NamesTheOption(params double[] scales) =>
        Assert.Equal("Scales", Assert.Throws<ArgumentOutOfRangeException>(new DetectOptions { Scales = scales }.Validate).ParamName);

    [Fact]
    public void Validate_Null_IsNoScale() => Assert.Throws<ArgumentOutOfRangeException>(new DetectOptions { Scales = null! }.Validate);

    [Fact]
    public void OfOneView_KeepsEveryOtherOption()
    {
        var options = new DetectOptions
        {
            ScoreThreshold = 0.3f, SuppressionIou = 0.6f, MaxDetections = 7, Suppression = SuppressionKind.SoftLinear, MinimumSide = 2,
            Flips = PictureFlips.Vertical, Scales = [1, 2], Tiling = new TilingOptions(),
        };

        DetectOptions one = options.OfOneView();

        Assert.False(one.HasViews);
        Assert.Equal(PictureFlips.None, one.Flips);
        (options.Flips, options.Scales, options.Tiling) = (PictureFlips.None, [1], null);
        Assert.Equivalent(options, one, strict: true);
    }
}
