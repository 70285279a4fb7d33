# Eigen: linear algebra of the engine, 3D maths of the scene. Headers only.
find_package(Eigen3 3.4 QUIET NO_MODULE)
convoscope_require(Eigen3::Eigen PACKAGE libeigen3-dev)
