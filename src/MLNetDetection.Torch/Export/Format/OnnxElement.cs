namespace MLNetDetection.Torch.Export.Format;

/// <summary>Types of elements, numbered as ONNX's TensorProto.DataType.</summary>
internal enum OnnxElement
{
    Float32 = 1,
    UInt8 = 2,
    Int64 = 7,
}
