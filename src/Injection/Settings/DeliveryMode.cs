namespace ConfigSync.Injection.Settings;

/// <summary>What the application reads: values of the annotation delivery.</summary>
internal static class DeliveryMode
{
    public const string Mount = "mount";
    public const string Copy = "copy";
}
