namespace Salt.Master.Jobs;

/// <summary>A job that does not start everywhere at once. Percentages of the request are numbers of targets here.</summary>
/// <param name="Size">Targets that may be under way at once; 0: any number.</param>
/// <param name="Wait">How long the place of a target that ended stays empty.</param>
/// <param name="FailLimit">Once so many have failed no further one starts; 0: never mind.</param>
public sealed record JobBatch(uint Size, TimeSpan Wait, uint FailLimit);
