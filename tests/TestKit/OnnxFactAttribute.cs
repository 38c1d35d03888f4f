namespace MLNetDetection.TestKit;

/// <summary>
/// A test that asks Debian's python3-onnx, python3-numpy and python3-opencv, and perhaps a part of the shared folder, and is reported as
/// skipped where one of them is missing.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class OnnxFactAttribute : FactAttribute
{
    public OnnxFactAttribute(string? shared = null) => Skip = OnnxPeer.Missing ?? (shared is null ? null : SharedFolder.Missing(shared));
}
