// Fixtures marked [Parallelizable] share the machine; more at once than it has cores only makes deadlines tight.
[assembly: LevelOfParallelism(3)]
