namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>Something that computes an output from one input.</summary>
        /// <typeparam name="T">The type of the input.</typeparam>
        /// <typeparam name="TResult">The type of the output.</typeparam>
        public interface IModule<T, TResult>
        {
            /// <summary>Computes the output.</summary>
            TResult call(T input1);
        }
    }
}
