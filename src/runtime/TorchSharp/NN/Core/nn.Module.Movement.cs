using System.Reflection;
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            /// <summary>Moves and converts the parameters and the floating-point buffers, where they are not so already.</summary>
            internal virtual void Convert(ScalarType? dtype, Device? device)
            {
                foreach ((_, Module module) in named_children())
                {
                    module.Convert(dtype, device);
                }

                Dictionary<string, FieldInfo> fields = FieldsOf(GetType()).ToDictionary(NameOf);
                foreach ((string name, Parameter parameter) in _parameters.ToList())
                {
                    if (Replacement(parameter, dtype, device) is { } replacement)
                    {
                        parameter.Dispose();
                        ConditionallyRegisterParameter(name, replacement);
                        Assign(fields, name, replacement);
                    }
                }

                foreach ((string name, (Tensor buffer, bool persistent)) in _buffers.ToList())
                {
                    if (Replacement(buffer, dtype, device) is { } replacement)
                    {
                        buffer.Dispose();
                        ConditionallyRegisterBuffer(name, replacement, persistent);
                        Assign(fields, name, replacement);
                    }
                }
            }

            /// <exception cref="ArgumentException">The type is not a floating-point type.</exception>
            internal void CheckConvertible(ScalarType? dtype, Device? device)
            {
                if (dtype is not null && !is_floating_point(dtype.Value))
                {
                    throw new ArgumentException(
                        $"nn.Module.to only accepts floating point or complex types, but got desired dtype={dtype}");
                }

                if (device?.type == DeviceType.CUDA && !cuda.is_available())
                {
                    throw new InvalidOperationException("CUDA is not available.");
                }
            }

            private static Tensor? Replacement(Tensor buffer, ScalarType? dtype, Device? device)
            {
                (ScalarType type, Device place) = Target(buffer, dtype, device);
                return buffer.WouldCopy(type, place) ? buffer.to(type, place).DetachFromDisposeScope() : null;
            }

            private static Parameter? Replacement(Parameter parameter, ScalarType? dtype, Device? device)
            {
                (ScalarType type, Device place) = Target(parameter, dtype, device);
                if (!parameter.WouldCopy(type, place))
                {
                    return null;
                }

                // Unrecorded, so that the new parameter is a leaf too.
                using IDisposable mode = no_grad();
                var replacement = new Parameter(parameter.to(type, place), parameter.requires_grad);
                replacement.DetachFromDisposeScope();
                using Tensor? gradient = parameter.grad;
                if (gradient is not null)
                {
                    using Tensor moved = gradient.to(type, place);
                    replacement.grad = moved;
                }

                return replacement;
            }

            private static (ScalarType Type, Device Place) Target(Tensor tensor, ScalarType? dtype, Device? device) =>
                (dtype is not null && tensor.is_floating_point() ? dtype.Value : tensor.dtype, device ?? tensor.device);

            private void Assign(Dictionary<string, FieldInfo> fields, string name, object value)
            {
                if (fields.TryGetValue(name, out FieldInfo? field))
                {
                    field.SetValue(this, value);
                }
            }
        }
    }
}
