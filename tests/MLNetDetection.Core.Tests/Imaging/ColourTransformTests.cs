using MLNetDetection.Core.Imaging;

namespace MLNetDetection.Core.Tests.Imaging;

public class ColourTransformTests
{
    private static readonly RgbTriple _colour = new(200, 100, 40);

    [Fact]
    public void Then_TwoChanges_EqualsOneAfterTheOther()
    {
        ColourTransform first = ColourTransform.Saturation(1.4f), second = ColourTransform.Contrast(0.7f, 128);
        Close(second.Apply(first.Apply(_colour)), first.Then(second).Apply(_colour));
        ColourTransform third = ColourTransform.Hue(25);
        Close(third.Apply(first.Then(second).Apply(_colour)), first.Then(second).Then(third).Apply(_colour));
    }

    [Fact]
    public void Saturation_Zero_IsTheLuma() =>
        Close(new RgbTriple(123.06f, 123.06f, 123.06f), ColourTransform.Saturation(0).Apply(_colour));

    [Fact]
    public void Hue_ThirdOfATurn_MovesRedToGreen()
    {
        Close(new RgbTriple(40, 200, 100), ColourTransform.Hue(120).Apply(_colour));
        Close(_colour, ColourTransform.Hue(360).Apply(_colour));
        Close(new RgbTriple(90, 90, 90), ColourTransform.Hue(33).Apply(new RgbTriple(90, 90, 90)));
    }

    [Fact]
    public void Contrast_AboutACentre_KeepsTheCentre()
    {
        Close(new RgbTriple(128, 128, 128), ColourTransform.Contrast(3, 128).Apply(new RgbTriple(128, 128, 128)));
        Close(new RgbTriple(100, 50, 20), ColourTransform.Contrast(0.5f).Apply(_colour));
    }

    [Fact]
    public void IsIdentity_NeutralFactors_AreIdentity()
    {
        Assert.True(ColourTransform.Brightness(0).IsIdentity);
        Assert.True(ColourTransform.Identity.Then(ColourTransform.Contrast(1)).IsIdentity);
        Assert.False(ColourTransform.Hue(3).IsIdentity);
    }

    // Float32 products of values up to 255: rounding stays under a thousandth of a grey level.
    private static void Close(RgbTriple wanted, RgbTriple found)
    {
        Assert.Equal(wanted.R, found.R, 1e-3f);
        Assert.Equal(wanted.G, found.G, 1e-3f);
        Assert.Equal(wanted.B, found.B, 1e-3f);
    }
}
