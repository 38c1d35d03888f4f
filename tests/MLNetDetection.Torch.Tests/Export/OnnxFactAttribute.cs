namespace MLNetDetection.Torch.Tests.Export;

/// <summary>A test that asks Debian's python3-onnx, python3-numpy and python3-opencv, and is reported as skipped where one of them is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class OnnxFactAttribute : FactAttribute
{
    public OnnxFactAttribute() => Skip = OnnxPeer.Missing;
}
