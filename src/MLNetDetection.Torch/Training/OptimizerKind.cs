namespace MLNetDetection.Torch.Training;

/// <summary>How gradients become steps.</summary>
public enum OptimizerKind
{
    /// <summary>Gradient descent with momentum.</summary>
    Sgd,

    /// <summary>Gradient descent with Nesterov's momentum.</summary>
    SgdNesterov,

    /// <summary>Adam with decoupled weight decay (Loshchilov and Hutter 2019).</summary>
    AdamW,

    /// <summary>Adam (Kingma and Ba 2015), weight decay added to the gradient.</summary>
    Adam,

    /// <summary>Adam with Nesterov's momentum (Dozat 2016), weight decay added to the gradient; the Gluon tutorial's.</summary>
    NAdam,

    /// <summary>RMSprop (Hinton's course, lecture 6) with momentum, weight decay added to the gradient; the MobileNets'.</summary>
    RmsProp,

    /// <summary>Adadelta (Zeiler 2012), weight decay added to the gradient; its own learning rate is 1.</summary>
    Adadelta,
}
