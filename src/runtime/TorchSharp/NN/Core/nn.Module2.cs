namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>A module of two inputs.</summary>
        /// <typeparam name="T1">The type of an input.</typeparam>
        /// <typeparam name="T2">The type of an input.</typeparam>
        /// <typeparam name="TResult">The type of the output.</typeparam>
        public abstract class Module<T1, T2, TResult> : Module, IModule<T1, T2, TResult>
        {
            /// <summary>A module with a name for messages.</summary>
            protected Module(string name)
                : base(name)
            {
            }

            /// <summary>What the module computes; callers use call.</summary>
            public abstract TResult forward(T1 input1, T2 input2);

            /// <summary>Computes the output.</summary>
            public TResult call(T1 input1, T2 input2) => forward(input1, input2);
        }
    }
}
