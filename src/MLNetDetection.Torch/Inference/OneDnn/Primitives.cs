using System.Runtime.InteropServices;

namespace MLNetDetection.Torch.Inference.OneDnn;

/// <summary>Makes primitives. A form that oneDNN has no fast code for on this processor gives null.</summary>
internal sealed unsafe class Primitives(nint engine)
{
    // The structures of an operation are smaller: a convolution's has 5,976 bytes.
    private const int OperationBytes = 16384;

    public nint? Reorder(Layout source, Layout target)
    {
        nint attributes = Attributes(PreparedActivation.None, null);
        int status = Dnnl.dnnl_reorder_primitive_desc_create(out nint description, source.Address, engine, target.Address, engine, attributes);
        _ = Dnnl.dnnl_primitive_attr_destroy(attributes);
        return status == 0 ? description : null;
    }

    public nint? Convolution(ConvolutionStep step, int algorithm, Layout source, Layout weights, Layout bias, Layout target, Layout? added)
    {
        byte* operation = stackalloc byte[OperationBytes];
        long* strides = stackalloc long[2] { step.Stride, step.Stride }, dilates = stackalloc long[2] { step.Dilation - 1, step.Dilation - 1 };
        long* padding = stackalloc long[2] { step.Padding, step.Padding };
        if (Dnnl.dnnl_dilated_convolution_forward_desc_init(
            operation, Dnnl.ForwardInference, algorithm, source.Address, weights.Address, bias.Address, target.Address, strides, dilates, padding, padding) != 0)
        {
            return null;
        }

        return Described(operation, step.Activation, added);
    }

    public nint? Pool(int algorithm, Layout source, Layout target, (int Height, int Width) kernel, int stride, int before, (int Height, int Width) after)
    {
        byte* operation = stackalloc byte[OperationBytes];
        long* strides = stackalloc long[2] { stride, stride }, sides = stackalloc long[2] { kernel.Height, kernel.Width };
        long* first = stackalloc long[2] { before, before }, last = stackalloc long[2] { after.Height, after.Width };
        return Dnnl.dnnl_pooling_forward_desc_init(
            operation, Dnnl.ForwardInference, algorithm, source.Address, target.Address, strides, sides, first, last) == 0
            ? Described(operation, PreparedActivation.None, null) : null;
    }

    public nint? Multiply(Layout map, Layout shares, Layout target)
    {
        byte* operation = stackalloc byte[OperationBytes];
        return Dnnl.dnnl_binary_desc_init(operation, Dnnl.BinaryMultiply, map.Address, shares.Address, target.Address) == 0
            ? Described(operation, PreparedActivation.None, null) : null;
    }

    private nint? Described(byte* operation, PreparedActivation activation, Layout? added)
    {
        nint attributes = Attributes(activation, added);
        int status = Dnnl.dnnl_primitive_desc_create(out nint description, operation, attributes, engine, 0);
        _ = Dnnl.dnnl_primitive_attr_destroy(attributes);
        if (status == 0 && IsReference(description))
        {
            _ = Dnnl.dnnl_primitive_desc_destroy(description);
            return null;
        }

        return status == 0 ? description : null;
    }

    // Plain loops, "ref:any", which oneDNN has for every form: libtorch is faster then.
    private static bool IsReference(nint description) =>
        Dnnl.dnnl_primitive_desc_query(description, Dnnl.Implementation, 0, out nint name) == 0
        && Marshal.PtrToStringUTF8(name) is { } text && text.StartsWith("ref", StringComparison.Ordinal);

    // Scratch memory is the session's, so that sessions can run one primitive at the same time.
    private static nint Attributes(PreparedActivation activation, Layout? added)
    {
        Dnnl.Check(Dnnl.dnnl_primitive_attr_create(out nint attributes), "attributes");
        Dnnl.Check(Dnnl.dnnl_primitive_attr_set_scratchpad_mode(attributes, 1), "scratch memory");
        Dnnl.Check(Dnnl.dnnl_post_ops_create(out nint operations), "what follows");
        if (added is not null)
        {
            Dnnl.Check(Dnnl.dnnl_post_ops_append_binary(operations, Dnnl.BinaryAdd, added.Address), "a sum");
        }

        foreach ((int algorithm, float alpha, float beta) in Activations(activation))
        {
            Dnnl.Check(Dnnl.dnnl_post_ops_append_eltwise(operations, 1, algorithm, alpha, beta), "an activation");
        }

        Dnnl.Check(Dnnl.dnnl_primitive_attr_set_post_ops(attributes, operations), "what follows");
        _ = Dnnl.dnnl_post_ops_destroy(operations);
        return attributes;
    }

    private static (int Algorithm, float Alpha, float Beta)[] Activations(PreparedActivation activation) => activation switch
    {
        PreparedActivation.None => [],
        PreparedActivation.Relu => [(Dnnl.Relu, 0, 0)],
        PreparedActivation.Relu6 => [(Dnnl.Clip, 0, 6)],
        PreparedActivation.HardSwish => [(Dnnl.HardSwish, 0, 0)],
        PreparedActivation.HardSigmoid => [(Dnnl.Linear, 1f / 6, 0.5f), (Dnnl.Clip, 0, 1)],
        _ => throw new NotSupportedException($"No such activation: {activation}."),
    };
}
