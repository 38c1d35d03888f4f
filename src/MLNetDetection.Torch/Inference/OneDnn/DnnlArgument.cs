using System.Runtime.InteropServices;

namespace MLNetDetection.Torch.Inference.OneDnn;

/// <summary>dnnl_exec_arg_t.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct DnnlArgument
{
    public int Name;
    public nint Memory;
}
