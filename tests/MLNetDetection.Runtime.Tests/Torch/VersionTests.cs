using static TorchSharp.torch;

namespace MLNetDetection.Runtime.Tests.Torch;

[Collection(TorchCollection.Name)]
public class VersionTests
{
    [Fact]
    public void Version_OfLibtorch_IsThreeNumbers() => Assert.Matches(@"^[12]\.\d+\.\d+", __version__);
}
