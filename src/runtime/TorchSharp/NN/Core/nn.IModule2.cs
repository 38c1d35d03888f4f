namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>Something that computes an output from two inputs.</summary>
        /// <typeparam name="T1">The type of an input.</typeparam>
        /// <typeparam name="T2">The type of an input.</typeparam>
        /// <typeparam name="TResult">The type of the output.</typeparam>
        public interface IModule<T1, T2, TResult>
        {
            /// <summary>Computes the output.</summary>
            TResult call(T1 input1, T2 input2);
        }
    }
}
