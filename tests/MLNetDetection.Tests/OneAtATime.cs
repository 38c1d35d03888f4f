using Xunit;

// Torch's number of threads is the process's: a training that ends beside another would change the other's last bits.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
