namespace ConfigSync.TestKit.Kubelet;

/// <summary>When the kubelet makes the visible links of new keys.</summary>
public enum LinkOrder
{
    /// <summary>After the rename of <c>..data</c>.</summary>
    AfterRename,

    /// <summary>Before it, as older ones do: for a moment they dangle.</summary>
    BeforeRename,
}
